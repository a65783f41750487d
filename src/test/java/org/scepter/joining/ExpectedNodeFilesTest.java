package org.scepter.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.registrationpoint.node.NdesTerms;

class ExpectedNodeFilesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
  private static final NdesTerms TERMS =
      new NdesTerms(
          Optional.of(URI.create("https://scep.example.com")),
          Optional.of(List.of(new EndpointName("mscep"), new EndpointName("branch"))));

  @TempDir private Path directory;
  private ExpectedNodeFiles files;

  @BeforeEach
  void home() throws IOException {
    Files.writeString(directory.resolve(ScepterHome.MARKER), "version=1\nhome.id=1\n");
    files = new ExpectedNodeFiles(ScepterHome.open(directory));
  }

  private static ExpectedNode node(NdesTerms terms) {
    return new ExpectedNode(
        Sha256.of(new byte[] {1}), "front", terms, NOW, NOW.plusSeconds(60), Optional.empty());
  }

  @Test
  void what_a_node_will_be_registered_with_is_kept() throws IOException {
    files.add(node(TERMS));

    assertThat(files.all()).containsExactly(node(TERMS));
  }

  @Test
  void and_that_nothing_was_said_of_it() throws IOException {
    files.add(node(NdesTerms.ALL));

    assertThat(files.all()).containsExactly(node(NdesTerms.ALL));
  }

  @ParameterizedTest
  @CsvSource({
    "endpoints=mscep;branch, endpoints=",
    "endpoints=mscep;branch, endpoints=Not/One",
    "public-url=https://scep.example.com, public-url=nowhere"
  })
  void terms_that_make_no_sense_let_nobody_join(String line, String broken) throws IOException {
    files.add(node(TERMS));
    try (Stream<Path> written = Files.list(directory.resolve("nodes/expected"))) {
      Path file = written.findFirst().orElseThrow();
      String text = Files.readString(file);
      String from = line.replace(";", ",");
      assertThat(text).contains(from);
      Files.writeString(file, text.replace(from, broken));
    }

    assertThat(files.all()).isEmpty();
  }
}
