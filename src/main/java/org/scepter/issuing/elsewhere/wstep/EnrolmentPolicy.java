package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What a policy service offers (MS-XCEP §3.1.4.1.3), as far as it says where to enrol; its length
 * was bounded before.
 *
 * @param offers templates
 * @param issuers CAs
 */
record EnrolmentPolicy(List<Offer> offers, List<Issuer> issuers) {
  /** {@code clientAuthentication} by user name and password. */
  static final int BY_NAME = 4;

  /** {@code clientAuthentication} by certificate. */
  static final int BY_CERTIFICATE = 8;

  private static final int MAX_ITEMS = 2000;

  EnrolmentPolicy {
    offers = List.copyOf(offers);
    issuers = List.copyOf(issuers);
  }

  /**
   * A template.
   *
   * @param oid its object identifier; empty if the policy does not say
   * @param version major and minor
   * @param issuers references to CAs
   */
  record Offer(String name, String oid, String version, boolean mayEnrol, List<String> issuers) {}

  /** A CA, and where it is asked. */
  record Issuer(
      String reference, Optional<Der> certificate, boolean mayEnrol, List<Address> addresses) {}

  /** One address of a CA. */
  record Address(String authentication, String uri, long priority, boolean isForRenewals) {}

  /** What came of looking for a template. */
  record Place(String oid, String version, URI address) {}

  /**
   * @throws UnreadableException if it is no answer of a policy service
   */
  static EnrolmentPolicy read(Document document) throws UnreadableException {
    Optional<Element> answer = BoundedXml.first(document, Soap.POLICY, "GetPoliciesResponse");
    if (answer.isEmpty()) {
      throw new UnreadableException("the answer is none of a policy service");
    }
    Element root = answer.get();
    Map<String, String> oids = new HashMap<>();
    for (Element each : items(root, "oIDs", "oID")) {
      oids.put(child(each, "oIDReferenceID"), child(each, "value"));
    }
    List<Offer> offers = new ArrayList<>();
    for (Element response : children(root, "response")) {
      for (Element policy : items(response, "policies", "policy")) {
        offers.add(offer(policy, oids));
      }
    }
    List<Issuer> issuers = new ArrayList<>();
    for (Element each : items(root, "cAs", "cA")) {
      issuers.add(issuer(each));
    }
    return new EnrolmentPolicy(offers, issuers);
  }

  private static Offer offer(Element policy, Map<String, String> oids) throws UnreadableException {
    Element attributes = children(policy, "attributes").stream().findFirst().orElse(policy);
    String revision = "";
    for (Element each : children(attributes, "revision")) {
      revision = child(each, "majorRevision") + "." + child(each, "minorRevision");
    }
    boolean mayEnrol =
        children(attributes, "permission").stream().anyMatch(each -> isTrue(each, "enroll"));
    return new Offer(
        child(attributes, "commonName"),
        oids.getOrDefault(child(policy, "policyOIDReference"), ""),
        revision,
        mayEnrol,
        items(policy, "cAs", "cAReference").stream()
            .map(each -> each.getTextContent().strip())
            .toList());
  }

  private static Issuer issuer(Element ca) throws UnreadableException {
    List<Address> addresses = new ArrayList<>();
    for (Element each : items(ca, "uris", "cAURI")) {
      addresses.add(
          new Address(
              child(each, "clientAuthentication"),
              child(each, "uri"),
              priority(child(each, "priority")),
              isTrue(each, "renewalOnly")));
    }
    return new Issuer(
        child(ca, "cAReferenceID"),
        certificate(child(ca, "certificate")),
        isTrue(ca, "enrollPermission"),
        addresses);
  }

  private static Optional<Der> certificate(String base64) {
    try {
      return base64.isEmpty()
          ? Optional.empty()
          : Optional.of(Der.of(Base64.getMimeDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // The lower, the better; the worst where it does not say.
  private static long priority(String text) {
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private static List<Element> children(Element parent, String name) {
    return BoundedXml.children(parent, Soap.POLICY, name);
  }

  private static List<Element> items(Element parent, String list, String item)
      throws UnreadableException {
    List<Element> items = new ArrayList<>();
    children(parent, list).forEach(each -> items.addAll(children(each, item)));
    if (items.size() > MAX_ITEMS) {
      throw new UnreadableException("the policy has more than " + MAX_ITEMS + " of " + item);
    }
    return items;
  }

  private static String child(Element parent, String name) {
    return children(parent, name).stream()
        .findFirst()
        .map(each -> each.getTextContent().strip())
        .orElse("");
  }

  private static boolean isTrue(Element parent, String name) {
    return child(parent, name).matches("true|1");
  }

  /**
   * Where a template is enrolled for, at the pinned CA and in the way that is set up.
   *
   * @throws NoPlaceException if the policy has no such place
   */
  Place place(String template, int authentication, Der pinned) throws NoPlaceException {
    Offer offer =
        offers.stream()
            .filter(each -> each.name().equalsIgnoreCase(template) || each.oid().equals(template))
            .findFirst()
            .orElseThrow(() -> none(template, "is not among those that it offers: " + names()));
    if (!offer.mayEnrol()) {
      throw none(template, "may not be enrolled for by this account: it has no permission Enroll");
    }
    List<Issuer> named =
        issuers.stream().filter(each -> offer.issuers().contains(each.reference())).toList();
    if (named.isEmpty()) {
      throw none(template, "is issued by no CA: assign it to one");
    }
    List<Issuer> ours =
        named.stream()
            .filter(each -> each.certificate().filter(pinned::equals).isPresent())
            .toList();
    if (ours.isEmpty()) {
      throw none(template, "is issued by other CAs than the one in ca-file");
    }
    if (ours.stream().noneMatch(Issuer::mayEnrol)) {
      throw none(template, "cannot be had: this account has no permission to enrol at the CA");
    }
    String how = Integer.toString(authentication);
    return ours.stream()
        .filter(Issuer::mayEnrol)
        .flatMap(each -> each.addresses().stream())
        .filter(each -> each.authentication().equals(how) && !each.isForRenewals())
        .sorted(Comparator.comparingLong(Address::priority))
        .flatMap(each -> usable(each.uri()).stream())
        .findFirst()
        .map(address -> new Place(offer.oid(), offer.version(), address))
        .orElseThrow(
            () ->
                none(
                    template,
                    "has no https address for "
                        + (authentication == BY_NAME
                            ? "user name and password"
                            : "a client certificate")
                        + "; it has "
                        + ways(ours)));
  }

  private static NoPlaceException none(String template, String why) {
    return NoPlaceException.none("the policy service: template " + template + " " + why);
  }

  private String names() {
    return SoapCalls.words(
        String.join(", ", offers.stream().map(Offer::name).sorted().limit(20).toList()));
  }

  private static String ways(List<Issuer> issuers) {
    List<String> ways =
        issuers.stream()
            .flatMap(each -> each.addresses().stream())
            .filter(each -> !each.isForRenewals())
            .map(each -> way(each.authentication()))
            .distinct()
            .toList();
    return ways.isEmpty() ? "none at all" : "those for " + String.join(", ", ways);
  }

  private static String way(String authentication) {
    return switch (authentication) {
      case "1" -> "nobody in particular";
      case "2" -> "Kerberos";
      case "4" -> "user name and password";
      case "8" -> "a client certificate";
      default -> "something unknown";
    };
  }

  private static Optional<URI> usable(String text) {
    try {
      URI uri = URI.create(text);
      boolean isOnThisMachine =
          uri.getHost() != null
              && uri.getHost().matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");
      boolean isSafe =
          "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isOnThisMachine);
      return isSafe && uri.getHost() != null && uri.getUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
