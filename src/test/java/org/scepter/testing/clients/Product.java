package org.scepter.testing.clients;

import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import org.scepter.testing.CaKind;
import org.scepter.testing.Command;
import org.scepter.testing.SiteClient;

/** The clients that Debian and Maven Central carry. */
public enum Product {
  STRONGSWAN("strongSwan", Optional.of("pki")) {
    @Override
    public Client on(Bench bench) {
      return new StrongSwan(bench);
    }
  },
  JSCEP("jscep", Optional.empty()) {
    @Override
    public Client on(Bench bench) {
      return new Jscep(bench);
    }

    /** It asks whether an RSA key made the ECDSA signature on the old certificate, and breaks. */
    @Override
    public boolean renewsWith(CaKind ca) {
      return ca == CaKind.RSA;
    }
  },
  SCEP_SUBMIT("certmonger's scep-submit", Optional.of(ScepSubmit.PROGRAM)) {
    @Override
    public Client on(Bench bench) {
      return new ScepSubmit(bench);
    }
  },
  CERTMONGER("certmonger's daemon", Optional.of(Certmonger.PROGRAM)) {
    @Override
    public Client on(Bench bench) {
      return new Certmonger(bench);
    }
  },
  MICROMDM("micromdm's scepclient", Optional.of(MicroMdm.PROGRAM)) {
    @Override
    public Client on(Bench bench) {
      return new MicroMdm(bench);
    }

    /**
     * It encrypts to every certificate of GetCACert and breaks at one with an EC key. Told to
     * encrypt to the RA alone, it takes no signature but by the key that it encrypted to.
     */
    @Override
    public boolean copesWith(CaKind ca) {
      return ca == CaKind.RSA;
    }

    @Override
    public JsonObjectBuilder fit(JsonObjectBuilder profile) {
      return profile
          .add("endpoint", MicroMdm.ENDPOINT)
          .add("subjectNameFormat", "C=DE,O=Example,OU=Phones,CN={{DeviceName}}")
          .add("subjectAltNames", SiteClient.array(List.of()));
    }
  };

  private final String name;
  private final Optional<String> program;

  Product(String name, Optional<String> program) {
    this.name = name;
    this.program = program;
  }

  /** This client on a device that has the directory to itself. */
  public abstract Client on(Bench bench);

  /** False where a CA of that kind is beyond this client, whatever the server does. */
  public boolean copesWith(CaKind ca) {
    return true;
  }

  /** The same for a renewal. */
  public boolean renewsWith(CaKind ca) {
    return copesWith(ca);
  }

  /** Changes an unremarkable profile into one that this client can fulfil. */
  public JsonObjectBuilder fit(JsonObjectBuilder profile) {
    return profile;
  }

  /** Skips the running test where its program is not installed. */
  public void need() {
    program.ifPresent(Command::need);
  }

  @Override
  public String toString() {
    return name;
  }
}
