package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The package's table of duties names every test of the suite, and none that is not there. */
class TableTest {
  private static final String PACKAGE = TableTest.class.getPackageName();
  private static final Path SOURCES = Path.of("src/test/java", PACKAGE.replace('.', '/'));
  private static final Pattern LINK = Pattern.compile("\\{@link ([\\w.]+)#(\\w+)}");

  private static Set<String> named() throws IOException {
    return LINK.matcher(Files.readString(SOURCES.resolve("package-info.java")))
        .results()
        .map(link -> qualified(link.group(1)) + "#" + link.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String qualified(String name) {
    return name.contains(".") ? name : PACKAGE + "." + name;
  }

  private static Stream<String> testsOf(String type) {
    try {
      return Arrays.stream(
              Class.forName(type, false, TableTest.class.getClassLoader()).getDeclaredMethods())
          .filter(
              method ->
                  method.isAnnotationPresent(Test.class)
                      || method.isAnnotationPresent(RepeatedTest.class)
                      || method.isAnnotationPresent(ParameterizedTest.class))
          .map(method -> type + "#" + method.getName());
    } catch (ClassNotFoundException e) {
      throw new AssertionError("the table names a class that is not there", e);
    }
  }

  @Test
  void what_the_table_names_is_there() throws IOException {
    assertThat(named())
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(testsOf(each.substring(0, each.indexOf('#')))).contains(each));
  }

  @Test
  void what_is_there_is_named_in_the_table() throws IOException {
    List<String> all;
    try (Stream<Path> files = Files.list(SOURCES)) {
      all =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith("IT.java"))
              .flatMap(file -> testsOf(qualified(file.substring(0, file.indexOf('.')))))
              .toList();
    }

    assertThat(all).isNotEmpty().isSubsetOf(named());
  }
}
