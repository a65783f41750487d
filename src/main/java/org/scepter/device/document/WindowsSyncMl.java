package org.scepter.device.document;

import java.util.List;
import java.util.Optional;

/**
 * A package of OMA DM 1.2 (OMA-TS-DM_RepPro-V1_2): everything in one Atomic, so that nothing is
 * left half done, and what begins the requests at its end.
 */
final class WindowsSyncMl implements DocumentForm.Platform {
  private static final String META = "syncml:metinf";

  @Override
  public Optional<String> objection(CertificateOrder order) {
    return WindowsNodes.objection(order);
  }

  @Override
  public String write(String device, List<CertificateOrder> orders) {
    Xml xml = new Xml().open("SyncML", "xmlns", "SYNCML:SYNCML1.2");
    header(xml, device);
    xml.open("SyncBody").open("Atomic").text("CmdID", "1");
    int command = 2;
    for (WindowsNode node : WindowsNodes.added(orders)) {
      command(xml, "Add", command++, node);
    }
    for (WindowsNode node : WindowsNodes.executed(orders)) {
      command(xml, "Exec", command++, node);
    }
    return xml.close().empty("Final").close().close().end();
  }

  private static void header(Xml xml, String device) {
    xml.open("SyncHdr")
        .text("VerDTD", "1.2")
        .text("VerProto", "DM/1.2")
        .text("SessionID", "1")
        .text("MsgID", "1");
    xml.open("Target").text("LocURI", device).close();
    xml.open("Source").text("LocURI", "scepter").close();
    xml.close();
  }

  private static void command(Xml xml, String name, int id, WindowsNode node) {
    xml.open(name).text("CmdID", Integer.toString(id)).open("Item");
    xml.open("Target").text("LocURI", node.uri()).close();
    xml.open("Meta").text("Format", node.format().text(), "xmlns", META);
    if (node.format() != WindowsNode.Format.EXEC) {
      xml.text("Type", "text/plain", "xmlns", META);
    }
    xml.close();
    if (node.format() != WindowsNode.Format.EXEC) {
      xml.text("Data", node.value());
    }
    xml.close().close();
  }
}
