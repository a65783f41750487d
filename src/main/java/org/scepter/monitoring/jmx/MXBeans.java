package org.scepter.monitoring.jmx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.scepter.monitoring.HappeningCounts;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.registrationpoint.health.ChallengeCounts;
import org.scepter.registrationpoint.health.CrpHealth;

/** Shows the node's state to JMX, under {@code org.scepter}, from its start to its end. */
@ApplicationScoped
public class MXBeans implements StartStep {
  private final PlatformSettings platform;
  private final CrpHealth crp;
  private final ChallengeCounts challenges;
  private final HappeningCounts counts;
  private final SettingsInForce settings;
  private final JmxNames names = new JmxNames();

  MXBeans() {
    this(null, null, null, null, null);
  }

  @Inject
  public MXBeans(
      PlatformSettings platform,
      CrpHealth crp,
      ChallengeCounts challenges,
      HappeningCounts counts,
      SettingsInForce settings) {
    this.challenges = challenges;
    this.platform = platform;
    this.crp = crp;
    this.counts = counts;
    this.settings = settings;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    settings.started();
    names.register("Settings", SettingsMXBean.class, settings);
    names.register("Enrolments", EnrolmentsMXBean.class, new Enrolments(counts));
    if (platform.has(NodeRole.CRP)) {
      names.register(
          "RegistrationPoint", RegistrationPointMXBean.class, new RegistrationPoint(crp));
      names.register("Challenges", ChallengesMXBean.class, new Challenges(challenges));
    }
  }

  @PreDestroy
  void unregister() {
    names.unregister();
  }
}
