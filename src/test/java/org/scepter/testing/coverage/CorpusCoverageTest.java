package org.scepter.testing.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whether the fuzz targets with their kept corpus reach every line and branch of the parsers that
 * the suite reaches. Both have to be recorded by JaCoCo before; {@code .ci/long} does.
 */
@EnabledIfSystemProperty(named = "scepter.coverage.suite", matches = ".+")
class CorpusCoverageTest {
  private static final Path CLASSES = Path.of("target/classes");

  /** What takes bytes of strangers apart. */
  private static final Set<String> PARSERS =
      Set.of(
          "org/scepter/pki/Asn1Bounds",
          "org/scepter/pki/CertificationRequest",
          "org/scepter/pki/CertificationRequestReader",
          "org/scepter/pki/ProofOfPossession",
          "org/scepter/pki/PublicKeyInfo",
          "org/scepter/pki/SecurityIdentifier",
          "org/scepter/pki/SubjectAltNames",
          "org/scepter/scep/protocol/CertificateId",
          "org/scepter/scep/protocol/Envelope",
          "org/scepter/scep/protocol/EnvelopeOpener",
          "org/scepter/scep/protocol/GetMessage",
          "org/scepter/scep/protocol/PkiMessageReader",
          "org/scepter/scep/protocol/RaDecryptionKey",
          "org/scepter/scep/protocol/RenewalEvidence",
          "org/scepter/scep/protocol/SignedAttributes",
          "org/scepter/scep/protocol/SignedPkiMessage",
          "org/scepter/scep/protocol/VerifiedPkiMessage");

  /** What no message reaches: the key is ours, and so are the names that we write. */
  private static final Set<String> OURS =
      Set.of(
          "org/scepter/pki/SubjectAltNames.encode",
          "org/scepter/pki/SubjectAltNames.lambda$encode$0",
          "org/scepter/scep/protocol/RaDecryptionKey.<init>",
          "org/scepter/scep/protocol/RaDecryptionKey.toString");

  private static Path recorded(String property) {
    return Path.of(System.getProperty(property));
  }

  @Test
  void the_corpus_reaches_every_branch_of_the_parsers_that_the_suite_reaches() {
    Path suite = recorded("scepter.coverage.suite");
    Path corpus = recorded("scepter.coverage.corpus");
    Coverage byCorpus = Coverage.of(CLASSES, PARSERS::contains, OURS, corpus);
    Coverage byBoth = Coverage.of(CLASSES, PARSERS::contains, OURS, corpus, suite);

    assertThat(byCorpus.lessThan(byBoth)).isEmpty();
  }
}
