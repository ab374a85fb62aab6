/** What Espalier is, what it keeps and sends, whose methods it shows, and whose work is in it. */
import { espalierVersion } from '../../spec/version.ts';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import styles from './AboutPage.module.css';
import { Licences } from './Licences.tsx';

/** The page about the page. */
export function AboutPage() {
  return (
    <main className={boxStyles.scroller}>
      <div className={styles.column}>
        <h1 className={styles.title}>Espalier {espalierVersion}</h1>
        <p className={styles.lead}>
          Trains image classifiers on your own machine and shows which classes are hard, and what a
          network does about it. MIT licence.
        </p>
        <section aria-labelledby="about-sent">
          <h2 id="about-sent">What leaves this machine</h2>
          <p>
            Nothing by itself. There is no account, no telemetry and no error report; pictures are
            never uploaded. After the first visit the page works without network. Published data
            sets are fetched from their own hosts when you ask for them, and those hosts then see
            that somebody did.
          </p>
          <p>
            A trained model leaves when you publish it at the Hugging Face Hub: its files, which are
            listed before, go to huggingface.co and its stores, with your access token. The token is
            stored nowhere, and stands in no link, log or message.
          </p>
        </section>
        <section aria-labelledby="about-stored">
          <h2 id="about-stored">What is stored in this browser</h2>
          <ul>
            <li>the page itself, so that it opens without network</li>
            <li>data sets that you took in or fetched, until you remove them on the Data page</li>
            <li>runs with their logs and checkpoints, until you delete them on the Runs page</li>
            <li>whether you chose the light or the dark theme</li>
          </ul>
          <p>
            No cookies. Clearing this site’s data in the browser removes all of it, and some
            browsers do so themselves after a week (Safari) or more without a visit: export what
            must stay.
          </p>
        </section>
        <section aria-labelledby="about-papers">
          <h2 id="about-papers">The papers</h2>
          <ul>
            <li>
              Chen, Zhang, Yu and Fan: “Embedding Complementary Deep Networks for Image
              Classification”, CVPR 2019. Here: complementary networks.
            </li>
            <li>
              “Embedding visual hierarchy with deep networks”, IEEE Transactions on Image
              Processing. Here: the level-wise mixture.
            </li>
          </ul>
          <p>
            What the papers leave open is marked “ours” beside the option; every equation as
            implemented is in docs/methods.md of the source.
          </p>
        </section>
        <section aria-labelledby="about-licences">
          <h2 id="about-licences">Others’ work in this page</h2>
          <Licences />
        </section>
      </div>
    </main>
  );
}
