import textStyles from '../styles/text.module.css';
import styles from './ClassName.module.css';
import { isCharacter, shortName } from './className.ts';

interface ClassNameProps {
  readonly name: string;
}

/** The name of a class: foreign text, kept from turning its surroundings round or growing long. */
export function ClassName({ name }: ClassNameProps) {
  const short = shortName(name);
  return (
    <bdi
      className={isCharacter(name) ? styles.character : textStyles.ellipsis}
      title={short === name ? undefined : name}
    >
      {short}
    </bdi>
  );
}
