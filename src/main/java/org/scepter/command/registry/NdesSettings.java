package org.scepter.command.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepter.pki.TemplateName;

/**
 * What an export of NDES's MSCEP key says in Scepter's settings, and what it does not.
 *
 * @param settings key and value, in order
 * @param leftOut a line for each value that was not taken, with the reason
 * @param stillToDo what an operator has to decide himself
 */
record NdesSettings(Map<String, String> settings, List<String> leftOut, List<String> stillToDo) {
  private static final String MSCEP = "\\software\\microsoft\\cryptography\\mscep";
  private static final int MAX_SHOWN = 200;
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("configuration", "which CA issues is Scepter's own matter (role ca)"),
          Map.entry("catype", "Scepter's CA is asked in one way only"),
          Map.entry("certsinmystore", "the RA's keys lie in the home"),
          Map.entry("passwordvdir", "the page is always at /certsrv/mscep_admin"),
          Map.entry(
              "encryptedpassword",
              "only that server can decrypt it; devices need Scepter's single password"),
          Map.entry("hashalgorithm", "answers take the best digest that a device shows"),
          Map.entry("refreshperiod", "the registration point has its own life of waiting requests"),
          Map.entry(
              "ndescertthumbprint",
              "the policy module's certificate is registered by scepter init"),
          Map.entry(
              "disablerenewalsubjectnamematch", "a renewal keeps its subject, there is no choice"));

  NdesSettings {
    settings = new LinkedHashMap<>(settings);
    leftOut = List.copyOf(leftOut);
    stillToDo = List.copyOf(stillToDo);
  }

  /** Translates the values for an endpoint of that name. */
  static NdesSettings of(List<RegistryValue> values, String endpoint) {
    Reading reading = new Reading("scepter.scep.endpoint." + endpoint + ".");
    int others = 0;
    for (RegistryValue value : values) {
      Optional<String> below = belowMscep(value.key());
      if (below.isPresent()) {
        reading.take(value, below.get());
      } else {
        others++;
      }
    }
    if (others > 0) {
      reading.leftOut.add(others + " values of other keys: they are not NDES's");
    }
    return reading.end(endpoint, values.size() > others);
  }

  /** The path below the MSCEP key, without its root's name; empty if it is another key. */
  private static Optional<String> belowMscep(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(MSCEP);
    boolean isMachine =
        lower.startsWith("hkey_local_machine\\") && at == "hkey_local_machine".length();
    String rest = isMachine ? lower.substring(at + MSCEP.length()) : "none";
    return rest.isEmpty() || rest.startsWith("\\") ? Optional.of(rest) : Optional.empty();
  }

  private static final class Reading {
    private final String prefix;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> stillToDo = new ArrayList<>();
    private final Map<String, String> templates = new LinkedHashMap<>();
    private boolean hasPolicyModule;

    Reading(String prefix) {
      this.prefix = prefix;
    }

    void take(RegistryValue value, String below) {
      hasPolicyModule |= below.startsWith("\\modules\\");
      String name = value.name().toLowerCase(Locale.ROOT);
      switch (name) {
        case "enforcepassword" -> flag(value, "enforce-password");
        case "usesinglepassword" -> flag(value, "use-single-password");
        case "passwordlength" -> number(value, "password-length", 8, 64);
        case "passwordmax" -> number(value, "password-max", 1, 100_000);
        case "passwordvalidity" -> number(value, "password-validity", 1, 43_200);
        case "signaturetemplate" -> template(value, "signature");
        case "encryptiontemplate" -> template(value, "encryption");
        case "generalpurposetemplate" -> template(value, "general-purpose");
        default -> left(value, REASONS.getOrDefault(name, "Scepter has no setting for it"));
      }
    }

    private void left(RegistryValue value, String why) {
      String name = value.name().isEmpty() ? "(default)" : value.name();
      leftOut.add(shown(name) + ": " + why);
    }

    private void flag(RegistryValue value, String setting) {
      if (value.kind() == RegistryValue.Kind.NUMBER && value.data().matches("[01]")) {
        settings.put(prefix + setting, value.data().equals("1") ? "true" : "false");
      } else {
        left(value, "it is neither dword 0 nor 1");
      }
    }

    private void number(RegistryValue value, String setting, long least, long most) {
      if (value.kind() != RegistryValue.Kind.NUMBER) {
        left(value, "it is no dword");
        return;
      }
      long number = Long.parseLong(value.data());
      if (number < least || number > most) {
        left(value, number + " is not within " + least + " to " + most + ", the default stays");
      } else {
        settings.put(prefix + setting, value.data());
      }
    }

    private void template(RegistryValue value, String usage) {
      try {
        templates.put(usage, new TemplateName(value.data()).value());
      } catch (IllegalArgumentException e) {
        left(value, "\"" + shown(value.data()) + "\" is no template name of ASCII characters");
      }
    }

    // A template has one key usage here; NDES's default is one template for all three.
    private void templates() {
      Set<String> made = new LinkedHashSet<>();
      for (String usage : List.of("general-purpose", "signature", "encryption")) {
        String name = templates.get(usage);
        if (name == null) {
          continue;
        }
        if (made.add(name)) {
          settings.put(prefix + usage + "-template", name);
          settings.put("scepter.issuing.template." + name + ".key-usage", usage);
        } else {
          leftOut.add(
              usage
                  + "-template "
                  + name
                  + ": a template has one key usage here; the built-in one stays");
        }
      }
      if (!made.isEmpty()) {
        settings.put(
            "scepter.issuing.templates",
            "ScepterDevice,ScepterDeviceSignature,ScepterDeviceEncryption,"
                + String.join(",", made));
        stillToDo.add(
            "compare the extended key usages and validity of "
                + String.join(", ", made)
                + " with AD CS: scepter.issuing.template.<name>.extended-key-usages, ….maximum-validity");
      }
    }

    NdesSettings end(String endpoint, boolean found) {
      if (!found) {
        return new NdesSettings(Map.of(), leftOut, stillToDo);
      }
      templates();
      Map<String, String> all = new LinkedHashMap<>();
      if (!endpoint.equals("mscep")) {
        all.put("scepter.scep.endpoints", "mscep," + endpoint);
      }
      all.put(prefix + "authority", hasPolicyModule ? "issued-challenge" : "password");
      all.putAll(settings);
      if (hasPolicyModule) {
        stillToDo.add("define SCEP profiles: a policy module's challenges come from the site");
      } else {
        stillToDo.add(
            "name the subjects that may be issued, NDES has no such setting: "
                + prefix
                + "allowed-subjects (CN=*.example.org,O=Example; …) and "
                + prefix
                + "allowed-alt-names (DNS:*.example.org; …)");
      }
      if ("false".equals(settings.get(prefix + "enforce-password"))) {
        stillToDo.add(
            "requests without a password need an operator's approval; NDES issued at once");
      }
      return new NdesSettings(all, leftOut, stillToDo);
    }

    private static String shown(String text) {
      String line = text.replaceAll("[\\p{Cntrl}\\p{C}]", "?");
      return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
  }
}
