package org.scepter.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.SoftHsm;

/** The JDK's PKCS#11 provider with a real module. */
class Pkcs11Test {
  // The module stays loaded until the JVM ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private SoftHsm module;

  @BeforeEach
  void makeToken() {
    module = SoftHsm.make(directory);
  }

  private TokenPlace place(OptionalInt index) {
    return new TokenPlace(module.library(), OptionalLong.empty(), index, module.pinFile());
  }

  @Test
  void a_pin_that_was_refused_is_not_tried_again_before_its_file_changes() throws Exception {
    Files.writeString(module.pinFile(), "999999\n");
    Pkcs11 pkcs11 = new Pkcs11(place(OptionalInt.empty()));

    assertThatThrownBy(pkcs11::open)
        .isInstanceOf(TokenAwayException.class)
        .hasMessageContaining("has not the token's PIN")
        .hasMessageNotContaining("999999");
    assertThatThrownBy(pkcs11::open)
        .isInstanceOf(TokenAwayException.class)
        .hasMessageContaining("write the right one there");

    Files.writeString(module.pinFile(), SoftHsm.PIN + "\n");
    Files.setLastModifiedTime(module.pinFile(), FileTime.fromMillis(1));
    assertThat(pkcs11.open().provider().getName()).isEqualTo("SunPKCS11-Scepter");
  }

  @Test
  void a_token_that_comes_back_can_be_opened() throws Exception {
    Pkcs11 pkcs11 = new Pkcs11(place(OptionalInt.of(0)));
    module.takeAway();
    assertThatThrownBy(pkcs11::open).isInstanceOf(Exception.class);

    module.bringBack();

    assertThat(pkcs11.open().store().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "library=relative.so",
        "library=/a\\u0022b.so",
        "library=/a.so\nslot=none",
        "library=/a.so\nslot=1\nslot-list-index=0"
      })
  void a_file_that_names_no_place_is_refused(String content) throws IOException {
    Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(directory.resolve(TokenPlace.FILE), content);

    assertThatThrownBy(() -> TokenPlace.of(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(TokenPlace.FILE);
  }

  @Test
  void a_place_is_read_as_it_was_written() throws IOException {
    Path home = directory.resolve("home");
    Files.createDirectories(home.resolve("secrets"));
    TokenPlace place =
        new TokenPlace(
            Path.of("/usr/lib/a module.so"),
            OptionalLong.of(766413434),
            OptionalInt.empty(),
            home.resolve(TokenPlace.PIN_FILE));

    Files.write(home.resolve(TokenPlace.FILE), place.written());

    assertThat(TokenPlace.of(home)).isEqualTo(place);
  }
}
