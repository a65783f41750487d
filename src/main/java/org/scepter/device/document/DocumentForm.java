package org.scepter.device.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The forms in which a device can take its orders, each with its media type. */
public enum DocumentForm {
  /** A configuration profile with the payloads com.apple.security.root and …scep. */
  APPLE(
      MediaTypes.APPLE,
      ".mobileconfig",
      Set.of("ios", "ipados", "macos", "tvos", "watchos", "visionos")) {
    @Override
    Platform platform() {
      return new AppleConfiguration();
    }
  },
  /** OMA DM's SyncML for RootCATrustedCertificates and ClientCertificateInstall. */
  WINDOWS(MediaTypes.WINDOWS, ".xml", Set.of("windows")) {
    @Override
    Platform platform() {
      return new WindowsSyncMl();
    }
  },
  /** The same nodes as a table for the console of an MDM: OMA-URI, data type and value. */
  OMA_URIS(MediaTypes.OMA_URIS, ".csv", Set.of()) {
    @Override
    Platform platform() {
      return new OmaUriTable();
    }
  },
  /** Commands of Cisco IOS and IOS XE. */
  CISCO_IOS(MediaTypes.CISCO_IOS, ".txt", Set.of("cisco-ios", "cisco-ios-xe")) {
    @Override
    Platform platform() {
      return new CiscoCommands();
    }
  },
  /** A shell script that enrols by strongSwan's pki. */
  SHELL(MediaTypes.SHELL, ".sh", Set.of("linux")) {
    @Override
    Platform platform() {
      return new LinuxScript();
    }
  },
  /** What clients of ConfigMgr got. */
  CONFIGMGR(MediaTypes.CONFIGMGR, ".xml", Set.of()) {
    @Override
    Platform platform() {
      return new ConfigMgrRequest();
    }
  };

  private final String mediaType;
  private final String suffix;

  // Made by Set.of, so it never changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> platforms;

  DocumentForm(String mediaType, String suffix, Set<String> platforms) {
    this.mediaType = mediaType;
    this.suffix = suffix;
    this.platforms = platforms;
  }

  /** How one platform says things. */
  interface Platform {
    /** Why the platform cannot do what is ordered; empty if it can. */
    Optional<String> objection(CertificateOrder order);

    /**
     * @param orders those that it can do, at least one
     */
    String write(String device, List<CertificateOrder> orders);
  }

  abstract Platform platform();

  /** The media type, by which clients ask for it. */
  public String mediaType() {
    return mediaType;
  }

  /** What the file is called for {@code device}. */
  public String fileName(String device) {
    return device + suffix;
  }

  /** The form of a device's platform, empty for Scepter's own. */
  public static Optional<DocumentForm> of(String platform) {
    return Arrays.stream(values()).filter(form -> form.platforms.contains(platform)).findFirst();
  }

  /** The form with this media type. */
  public static Optional<DocumentForm> ofMediaType(String mediaType) {
    return Arrays.stream(values()).filter(form -> form.mediaType.equals(mediaType)).findFirst();
  }

  /** Why the platform cannot do what is ordered, as the end of a sentence; empty if it can. */
  public Optional<String> objection(CertificateOrder order) {
    return platform().objection(order);
  }

  /**
   * The document, in UTF-8.
   *
   * @param device its name
   * @param orders those to which there is no {@link #objection}, at least one; each without
   *     challenge is written without
   */
  public byte[] write(String device, List<CertificateOrder> orders) {
    if (orders.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to write");
    }
    return platform().write(device, orders).getBytes(StandardCharsets.UTF_8);
  }
}
