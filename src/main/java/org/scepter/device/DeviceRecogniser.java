package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.scepter.device.store.DeviceStore;
import org.scepter.platform.Access;
import org.scepter.platform.Caller;
import org.scepter.platform.Happening;
import org.scepter.platform.Recogniser;
import org.scepter.platform.Reporter;

/**
 * Recognises a device by its token, and only on its own path: another device's token is as wrong as
 * none.
 */
@ApplicationScoped
public class DeviceRecogniser implements Recogniser {
  /** What precedes the name of a caller that is a device. */
  static final String CALLER = "device:";

  private final DeviceStore devices;
  private final TokenMac mac;
  private final Clock clock;
  private final Reporter reporter;

  DeviceRecogniser() {
    this(null, null, null, null);
  }

  @Inject
  public DeviceRecogniser(DeviceStore devices, TokenMac mac, Clock clock, Reporter reporter) {
    this.devices = devices;
    this.mac = mac;
    this.clock = clock;
    this.reporter = reporter;
  }

  @Override
  public Access.Who who() {
    return Access.Who.DEVICE;
  }

  @Override
  @Transactional
  public Optional<Caller> recognise(HttpServletRequest request) {
    Optional<Caller> caller =
        BearerToken.of(request)
            .flatMap(token -> devices.withToken(mac.ofDeviceToken(token), clock.instant()))
            .filter(device -> isOwnPath(request, device))
            .map(device -> new Caller(CALLER + device, Set.of()));
    if (caller.isEmpty() && request.getHeader("Authorization") != null) {
      reporter.report(Happening.refused("checkin", asked(request), "CredentialsWrong", ""));
    }
    return caller;
  }

  // A device's name needs no escapes, so its path has exactly one spelling.
  private static boolean isOwnPath(HttpServletRequest request, String device) {
    return request.getRequestURI().equals(request.getContextPath() + "/checkin/" + device);
  }

  private static String asked(HttpServletRequest request) {
    String name = request.getRequestURI().replaceFirst("^.*/", "");
    return CALLER + (name.matches(Device.NAME) ? name : "?");
  }
}
