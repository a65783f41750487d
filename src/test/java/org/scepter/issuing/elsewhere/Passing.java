package org.scepter.issuing.elsewhere;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Issuance;
import org.scepter.issuing.Heard;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.template.TemplatesInMemory;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.platform.Happening;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.SetClock;
import org.scepter.testing.elsewhere.ForeignCa;

/** What passes requests on, with a book in memory. */
final class Passing {
  static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  final BookInMemory book = new BookInMemory();
  final Heard heard = new Heard();
  final SetClock clock = new SetClock(Instant.now());
  final Map<String, String> settings = new HashMap<>();
  private final ForeignCa ca;
  private final OtherAuthority other;

  Passing(ForeignCa ca, OtherAuthority other) {
    this.ca = ca;
    this.other = other;
    settings.put("scepter.issuing.backend", "est");
    settings.put("scepter.issuing.elsewhere.url", "https://ca.example.test");
    settings.put("scepter.issuing.elsewhere.ca-file", "ca.pem");
  }

  static PinnedAuthority pinned(ForeignCa ca) {
    try {
      return PinnedAuthority.of(ca.chain(), PROVIDER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  OtherCa opened() {
    return new OtherCa() {
      @Override
      public ElsewhereSettings settings() {
        return ElsewhereSettings.from(
            new SettingsReader(key -> Optional.ofNullable(settings.get(key))));
      }

      @Override
      public PinnedAuthority pinned() {
        return Passing.pinned(ca);
      }

      @Override
      public OtherAuthority authority() {
        return other;
      }
    };
  }

  PassingOn passingOn() {
    OtherCa opened = opened();
    TemplatesInMemory templates =
        new TemplatesInMemory(
            IssuingSettings.from(new SettingsReader(key -> Optional.empty())).templates());
    return new PassingOn(
        opened,
        new Admission(templates, book.records()),
        new OrderBook(book, book.records(), opened, clock, heard),
        PROVIDER,
        clock,
        heard);
  }

  Issuance issue(Authorisation authorisation, CertificationRequest request) {
    return passingOn().issue(authorisation, request);
  }

  Issuance issue(Requested requested) {
    return issue(requested.authorised(), requested.request());
  }

  Der issuedBy(Requested requested) {
    try {
      return Der.of(ca.issue(requested.request().der().bytes()).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void later(Duration by) {
    clock.set(clock.instant().plus(by));
  }

  List<Happening.Outcome> outcomes() {
    return heard.all().stream().map(Happening::outcome).toList();
  }
}
