package org.scepter.issuing.lint;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.scepter.pki.Der;

/**
 * zlint, as a program beside this one: a certificate's DER in, JSON out ({@code {"e_…": {"result":
 * "error"}}}). Rules of the web's and of mail's PKI are left out, since devices' certificates are
 * neither.
 */
final class Zlint {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 1 << 20;
  private static final String OTHERS =
      "CABF_BR,CABF_EV,CABF_SMIME_BR,Apple,Mozilla,ETSI_ESI,Community";

  // Devices of SCEP have one certificate for clientAuth and key transport, as NDES gives it to
  // them.
  private static final String GENERAL_PURPOSE = "e_key_usage_and_extended_key_usage_inconsistent";

  private final Path program;
  private final ThrowAwayKey key;

  Zlint(Path program, ThrowAwayKey key) {
    this.program = program;
    this.key = key;
  }

  List<String> faults(Der toBeSigned) {
    try {
      return faults(answer(key.draft(toBeSigned).bytes()));
    } catch (IOException | JsonException | ClassCastException | NullPointerException e) {
      return List.of("zlint gave no answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("zlint was interrupted");
    }
  }

  private byte[] answer(byte[] certificate) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-format",
                "der",
                "-excludeSources",
                OTHERS,
                "-excludeNames",
                GENERAL_PURPOSE,
                "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(certificate);
      }
      byte[] answer = process.getInputStream().readNBytes(MAX_ANSWER);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(program + " did not end well");
      }
      return answer;
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> faults(byte[] answer) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(answer))) {
      JsonObject results = reader.readObject();
      if (results.isEmpty()) {
        return List.of("zlint has looked at nothing");
      }
      return results.entrySet().stream()
          .filter(each -> isFault(each.getValue()))
          .map(each -> "zlint: " + each.getKey())
          .toList();
    }
  }

  private static boolean isFault(JsonValue result) {
    String text = result.asJsonObject().getString("result");
    return text.equals("error") || text.equals("fatal");
  }
}
