package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.device.store.DeviceStore;
import org.scepter.device.store.ProfileStateStore;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

/** Takes devices' reports and keeps what does not fit. */
@ApplicationScoped
public class Reports {
  private final DeviceStore devices;
  private final Policies policies;
  private final ProfileStateStore states;
  private final DeviceProgress progress;

  Reports() {
    this(null, null, null, null);
  }

  @Inject
  public Reports(
      DeviceStore devices, Policies policies, ProfileStateStore states, DeviceProgress progress) {
    this.devices = devices;
    this.policies = policies;
    this.states = states;
    this.progress = progress;
  }

  /**
   * What does not fit; a problem if the report cannot be read or the device has no such profile.
   */
  @Transactional
  public Result<List<String>> take(String device, Result<JsonFields> body) {
    return body.then(StatusReport::read).then(report -> keep(device, report));
  }

  private Result<List<String>> keep(String name, StatusReport report) {
    Optional<Policy> policy =
        devices
            .find(name)
            .flatMap(
                device ->
                    policies.of(device).stream()
                        .filter(each -> each.profile().name().equals(report.profile()))
                        .findFirst());
    if (policy.isEmpty()) {
      return Result.refused(Problem.notFound("profile of this device"));
    }
    Instant now = progress.now();
    List<String> findings =
        ReportRules.findings(
            report, now, policy.get().root().certificate().thumbprint(), policy.get().state());
    states.reported(name, report.profile(), findings, ReportRules.clockAhead(report, now), now);
    return Result.of(findings);
  }
}
