package org.scepter.command.local;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.scepter.diagnostics.files.HomeCertificates;
import org.scepter.diagnostics.outside.LocalServer;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;

/** The API of the server that runs on a home, called in a person's name. */
public final class LocalApi {
  /** The administrator that a home comes with, and where his password is. */
  public static final String ADMINISTRATOR = "admin";

  public static final String PASSWORD = "secrets/admin.password";

  private final ScepterHome home;
  private final URI address;
  private final LocalServer server;
  private final String name;
  private final Path passwordFile;

  /**
   * @param name whose password it is
   * @param timeout for each part of an answer
   */
  public LocalApi(
      ScepterHome home,
      PlatformSettings settings,
      String name,
      Path passwordFile,
      Duration timeout) {
    this.home = home;
    this.address = URI.create("https://localhost:" + settings.httpsPort());
    String publicName =
        settings.publicUrl().orElseGet(() -> URI.create(home.publicUrl())).getHost();
    this.server = new LocalServer(address, publicName, new HomeCertificates(home).roots(), timeout);
    this.name = name;
    this.passwordFile = passwordFile;
  }

  /** The text with which the server answers a POST. */
  public LocalServer.Answer post(String path) throws NoAnswerException {
    String authorization = authorization();
    try {
      return successful(path, server.post(path, authorization));
    } catch (ConnectException e) {
      throw nothingListens();
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /**
   * Hands on the bytes with which it does.
   *
   * @throws IOException if they end too soon or the receiver cannot take them
   */
  public void receive(String path, String type, LocalServer.Receiver receiver)
      throws NoAnswerException, IOException {
    String authorization = authorization();
    try {
      successful(path, server.receive(path, authorization, type, receiver));
    } catch (ConnectException e) {
      throw nothingListens();
    }
  }

  private NoAnswerException nothingListens() {
    return new NoAnswerException(
        "nothing listens at " + address,
        "start the server, or name its port by --set scepter.platform.https-port=PORT");
  }

  private NoAnswerException silent(IOException e) {
    return new NoAnswerException(
        address + " does not answer: " + e.getMessage(), "see the server's log");
  }

  private LocalServer.Answer successful(String path, LocalServer.Answer answer)
      throws NoAnswerException {
    return switch (answer.status()) {
      case 200 -> answer;
      case 401 ->
          throw new NoAnswerException(
              address + " does not take the password",
              "name an administrator or operator: --name USER --file PASSWORD-FILE");
      case 409 ->
          throw new NoAnswerException(
              "a check runs there already", "let it end and run this again");
      default ->
          throw new NoAnswerException(
              address + path + " answers " + answer.status() + ": " + answer.text(),
              "see the server's log, and whether scepter.console.allowed-addresses has this"
                  + " machine's");
    };
  }

  private String authorization() throws NoAnswerException {
    String pair;
    try {
      pair = name + ":" + Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new NoAnswerException(
          passwordFile + " cannot be read",
          "name an administrator: --name USER --file PASSWORD-FILE");
    }
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return address + " of " + home.directory();
  }
}
