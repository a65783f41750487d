package org.scepter.command.run;

/**
 * The report that WildFly leaves beside a WAR that it could not deploy: a chain of the server's own
 * exceptions in a quoted text.
 */
record DeploymentReport(String text) {
  private static final String CAUSE = "Caused by: ";

  /** The last cause, which is the application's, over as many lines as it has. */
  String reason() {
    String report = text.strip().replaceFirst("^\"", "").replaceFirst("\"$", "");
    report = unescaped(report);
    int cause = report.lastIndexOf(CAUSE);
    if (cause < 0) {
      return report;
    }
    String reason = report.substring(cause + CAUSE.length()).split("(?<!\\\\)\"", 2)[0];
    return unescaped(reason).replaceFirst("^[\\w.$]+(Exception|Error): ", "").strip();
  }

  // The server's texts are quoted once for the report and once more within it.
  private static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }
}
