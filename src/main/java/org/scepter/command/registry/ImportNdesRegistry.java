package org.scepter.command.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command {@code scepter import-ndes-registry}: prints an NDES server's settings as Scepter's,
 * in the form of a properties file, and as comments what is left.
 */
public final class ImportNdesRegistry {
  private final PrintStream out;

  public ImportNdesRegistry(PrintStream out) {
    this.out = out;
  }

  /**
   * @param endpoint the name of the endpoint that is to take NDES's place
   * @throws IOException if the file cannot be read
   */
  public void run(Path file, String endpoint) throws IOException, UnreadableExportException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(RegistryExport.MAX_BYTES + 1);
    }
    List<RegistryValue> values = RegistryExport.read(bytes);
    NdesSettings settings = NdesSettings.of(values, endpoint);
    if (settings.settings().isEmpty()) {
      throw new UnreadableExportException(
          "it has nothing of HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\\MSCEP");
    }
    settings.settings().forEach((key, value) -> out.println(escaped(key) + "=" + value));
    print("left out", settings.leftOut());
    print("still to do", settings.stillToDo());
  }

  // A template's name may hold blanks, and a blank ends a key.
  private static String escaped(String key) {
    return key.replace(" ", "\\ ");
  }

  private void print(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.println("# " + title);
      lines.forEach(line -> out.println("#   " + line));
    }
  }
}
