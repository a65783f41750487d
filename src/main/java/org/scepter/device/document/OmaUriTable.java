package org.scepter.device.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes for the console of an MDM, as CSV (RFC 4180): OMA-URI, data type and value. */
final class OmaUriTable implements DocumentForm.Platform {
  @Override
  public Optional<String> objection(CertificateOrder order) {
    return WindowsNodes.objection(order);
  }

  @Override
  public String write(String device, List<CertificateOrder> orders) {
    Stream<WindowsNode> nodes =
        Stream.concat(WindowsNodes.added(orders).stream(), WindowsNodes.executed(orders).stream());
    return "OMA-URI,Data type,Value\r\n"
        + nodes
            .map(node -> Stream.of(node.uri(), node.format().shown(), node.value()))
            .map(cells -> cells.map(OmaUriTable::cell).collect(Collectors.joining(",")) + "\r\n")
            .collect(Collectors.joining());
  }

  private static String cell(String value) {
    return value.matches("(?s).*[,\"\\r\\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }
}
