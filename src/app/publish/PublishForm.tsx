import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError, Group, Input, Label, Link, Text, TextField } from 'react-aria-components';
import { Segments } from '../../views/kit/Segments.tsx';
import textStyles from '../../views/kit/styles/text.module.css';
import { Checkbox } from '../controls/Checkbox.tsx';
import { modelFormats } from '../shell/modelFormats.ts';
import styles from './PublishDialog.module.css';
import { nameComplaint, type PublishDraft, tokenComplaint } from './publishDraft.ts';

interface PublishFormProps {
  readonly draft: PublishDraft;
  readonly isDisabled: boolean;
  readonly onChange: (draft: PublishDraft) => void;
}

const visibilities = [
  { id: 'private', label: 'Private' },
  { id: 'public', label: 'Public' },
] as const;

/** Where it goes, by whose right, who may see it, and in which formats. */
export function PublishForm({ draft, isDisabled, onChange }: PublishFormProps) {
  const edit = (change: Partial<PublishDraft>) => onChange({ ...draft, ...change });
  const { repository, token, isPrivate, addsVersion, formats } = draft;
  return (
    <fieldset className={styles.form} disabled={isDisabled}>
      <LineField
        label="Repository"
        value={repository}
        placeholder="owner/name"
        complaint={nameComplaint(repository)}
        isDisabled={isDisabled}
        onChange={(value) => edit({ repository: value.trim() })}
      >
        Your name at the Hub, or an organisation’s, and a name for the model.
      </LineField>
      <LineField
        label="Access token"
        isSecret
        value={token}
        placeholder="hf_…"
        complaint={tokenComplaint(token)}
        isDisabled={isDisabled}
        onChange={(value) => edit({ token: value.trim() })}
      >
        Yours, with the permission to write, from{' '}
        <Link
          className={styles.link}
          href="https://huggingface.co/settings/tokens"
          target="_blank"
          rel="noreferrer"
        >
          the Hub’s settings
          <ExternalLink size={11} aria-hidden="true" />
        </Link>
        . It goes to the Hub alone, is stored nowhere, and is forgotten when this is closed.
      </LineField>
      <div className={styles.field}>
        <span className={textStyles.heading}>Who may see it</span>
        <div>
          <Segments
            label="Who may see it"
            options={visibilities}
            chosen={isPrivate ? 'private' : 'public'}
            onChoose={(chosen) => edit({ isPrivate: chosen === 'private' })}
          />
          <p className={textStyles.note}>
            {isPrivate
              ? 'You, and whom you let in there.'
              : 'Everybody, at once: what was copied meanwhile cannot be called back.'}
          </p>
        </div>
      </div>
      <Group className={styles.field} aria-labelledby="publish-formats">
        <span className={textStyles.heading} id="publish-formats">
          Formats
        </span>
        <div className={styles.choices}>
          {modelFormats.map(({ format, name }) => (
            <Checkbox
              key={format}
              isSelected={formats.includes(format)}
              isDisabled={isDisabled}
              onChange={(isChosen) => {
                const others = formats.filter((one) => one !== format);
                edit({ formats: isChosen ? [...others, format] : others });
              }}
            >
              {name}
            </Checkbox>
          ))}
        </div>
      </Group>
      <div className={styles.field}>
        <span className={textStyles.heading}>If it is there</span>
        <Checkbox
          isSelected={addsVersion}
          isDisabled={isDisabled}
          onChange={(adds) => edit({ addsVersion: adds })}
        >
          Add a version; what it holds now stays in its history
        </Checkbox>
      </div>
    </fieldset>
  );
}

interface LineFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly complaint: string | null;
  readonly isDisabled: boolean;
  /** Whether nobody who looks on may read it. */
  readonly isSecret?: boolean;
  readonly onChange: (value: string) => void;
  /** What is to be known of it. */
  readonly children: ReactNode;
}

function LineField({ isSecret = false, complaint, ...props }: LineFieldProps) {
  const { label, value, placeholder, isDisabled, onChange, children } = props;
  return (
    <TextField
      className={styles.field}
      value={value}
      type={isSecret ? 'password' : 'text'}
      isInvalid={complaint !== null}
      isDisabled={isDisabled}
      validationBehavior="aria"
      onChange={onChange}
    >
      <Label className={textStyles.heading}>{label}</Label>
      <div>
        <Input
          className={styles.input}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
        />
        <FieldError className={styles.complaint}>{complaint}</FieldError>
        <Text slot="description" className={textStyles.note}>
          {children}
        </Text>
      </div>
    </TextField>
  );
}
