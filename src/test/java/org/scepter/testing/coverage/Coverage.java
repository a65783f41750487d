package org.scepter.testing.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.analysis.IMethodCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/** How much of each line of some classes ran: JaCoCo's records, one or several put together. */
final class Coverage {
  private final Map<String, Line> lines = new TreeMap<>();

  private record Line(int instructions, int branches) {}

  private Coverage() {}

  /**
   * @param classes the directory of the compiled classes
   * @param wanted by name with slashes, without nested classes' parts
   * @param left methods that do not count, {@code class.method}
   */
  static Coverage of(Path classes, Predicate<String> wanted, Set<String> left, Path... records) {
    ExecFileLoader loader = new ExecFileLoader();
    CoverageBuilder builder = new CoverageBuilder();
    Analyzer analyzer = new Analyzer(loader.getExecutionDataStore(), builder);
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path each : records) {
        loader.load(each.toFile());
      }
      for (Path file : (Iterable<Path>) files::iterator) {
        if (wanted.test(outermost(classes.relativize(file).toString()))) {
          try (InputStream in = Files.newInputStream(file)) {
            analyzer.analyzeClass(in, file.toString());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Coverage coverage = new Coverage();
    for (IClassCoverage type : builder.getClasses()) {
      type.getMethods().stream()
          .filter(method -> !left.contains(type.getName() + "." + method.getName()))
          .forEach(method -> coverage.add(type.getName(), method));
    }
    return coverage;
  }

  private static String outermost(String file) {
    return file.endsWith(".class") ? file.replaceFirst("(\\$.*)?\\.class$", "") : "";
  }

  private void add(String type, IMethodCoverage method) {
    for (int i = method.getFirstLine(); i > 0 && i <= method.getLastLine(); i++) {
      ILine line = method.getLine(i);
      lines.put(
          type + "." + method.getName() + method.getDesc() + ":" + i,
          new Line(
              line.getInstructionCounter().getCoveredCount(),
              line.getBranchCounter().getCoveredCount()));
    }
  }

  /** The lines of which {@code other} reaches more. */
  Set<String> lessThan(Coverage other) {
    Set<String> less = new TreeSet<>();
    other.lines.forEach(
        (name, line) -> {
          Line own = lines.get(name);
          if (own.instructions < line.instructions || own.branches < line.branches) {
            less.add(name);
          }
        });
    return less;
  }
}
