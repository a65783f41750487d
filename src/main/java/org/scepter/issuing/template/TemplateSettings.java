package org.scepter.issuing.template;

import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.platform.AllowList;
import org.scepter.platform.SettingsReader;

/**
 * Reads the templates with which a database begins: three are built in, one for each key usage;
 * settings change and add. What the database has already is no longer taken from here.
 */
public final class TemplateSettings {
  static final String LIST = "scepter.issuing.templates";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final Map<String, KeyUsageMask> BUILT_IN =
      Map.of(
          "ScepterDevice", KeyUsageMask.GENERAL_PURPOSE,
          "ScepterDeviceSignature", KeyUsageMask.SIGNATURE,
          "ScepterDeviceEncryption", KeyUsageMask.ENCRYPTION);

  private TemplateSettings() {}

  public static List<Template> from(SettingsReader reader) {
    List<Template> templates = new ArrayList<>();
    for (String name :
        reader.list(LIST, "ScepterDevice,ScepterDeviceSignature,ScepterDeviceEncryption")) {
      try {
        templates.add(template(new TemplateName(name), reader));
      } catch (IllegalArgumentException e) {
        reader.fault(LIST, "\"" + name + "\": " + e.getMessage());
      }
    }
    if (templates.stream().map(Template::name).distinct().count() < templates.size()) {
      reader.fault(LIST, "names a template twice");
    }
    return templates;
  }

  private static Template template(TemplateName name, SettingsReader reader) {
    String prefix = "scepter.issuing.template." + name + ".";
    KeyUsageMask usage = keyUsage(name, prefix + "key-usage", reader);
    return new Template(
        name,
        reader.integer(prefix + "version", 1, 1, Integer.MAX_VALUE),
        true,
        new TemplateTerms(
            "",
            Holder.DEVICE,
            usage,
            SubjectSource.REQUEST,
            new KeyBounds(
                algorithms(prefix + "key-types", usage, reader),
                reader.integer(prefix + "minimum-key-bits", 2048, 1024, 8192),
                256),
            purposes(prefix + "extended-key-usages", reader),
            validity(prefix + "maximum-validity", reader),
            Optional.empty(),
            Optional.empty(),
            NameBounds.NONE,
            AllowList.EVERYBODY,
            Readers.ADMINISTRATORS,
            false));
  }

  private static KeyUsageMask keyUsage(TemplateName name, String key, SettingsReader reader) {
    Optional<KeyUsageMask> builtIn = Optional.ofNullable(BUILT_IN.get(name.value()));
    if (builtIn.isEmpty() && reader.optional(key).isEmpty()) {
      reader.fault(key, "must be signature, encryption or general-purpose");
    }
    return reader.constant(key, KeyUsageMask.class, builtIn.orElse(KeyUsageMask.SIGNATURE));
  }

  private static List<String> purposes(String key, SettingsReader reader) {
    List<String> purposes = reader.list(key, CLIENT_AUTH);
    for (String oid : purposes) {
      Purposes.fault(oid).ifPresent(fault -> reader.fault(key, "\"" + oid + "\" " + fault));
    }
    return purposes;
  }

  private static Period validity(String key, SettingsReader reader) {
    String accepted = "must be an ISO 8601 period of 1 day to 10 years, like P2Y";
    return reader.value(
        key, Period.ofYears(2), text -> Periods.parse(text).orElseThrow(), accepted);
  }

  // EC keys encipher nothing (RFC 8813 §3), so keyEncipherment is for RSA alone.
  private static Set<PublicKeyInfo.Algorithm> algorithms(
      String key, KeyUsageMask usage, SettingsReader reader) {
    Set<PublicKeyInfo.Algorithm> algorithms = EnumSet.noneOf(PublicKeyInfo.Algorithm.class);
    for (String name : reader.list(key, usage == KeyUsageMask.SIGNATURE ? "rsa,ec" : "rsa")) {
      try {
        algorithms.add(PublicKeyInfo.Algorithm.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        reader.fault(key, "\"" + name + "\" is neither rsa nor ec");
      }
    }
    if (algorithms.isEmpty()) {
      reader.fault(key, "must name rsa or ec");
      algorithms.add(PublicKeyInfo.Algorithm.RSA);
    }
    if (algorithms.contains(PublicKeyInfo.Algorithm.EC) && usage != KeyUsageMask.SIGNATURE) {
      reader.fault(key, "ec fits key-usage signature alone");
    }
    return algorithms;
  }
}
