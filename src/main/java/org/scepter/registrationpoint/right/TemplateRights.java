package org.scepter.registrationpoint.right;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.registrationpoint.Expectation;

/**
 * Whether the device's user may have the template. The second of the phases that CRP.log names.
 * Without a directory everybody may whom the site has given a challenge.
 */
@ApplicationScoped
public class TemplateRights {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final Optional<DirectorySettings> settings;
  private final Optional<Directory> directory;
  private final Optional<DeviceUsers> users;

  TemplateRights() {
    this(Optional.empty(), Optional.empty());
  }

  @Inject
  public TemplateRights(RightBeans beans, Instance<DeviceUsers> users) {
    this(
        beans.directory(),
        users.isResolvable() ? Optional.of(users.get()) : Optional.<DeviceUsers>empty());
  }

  TemplateRights(Optional<DirectorySettings> settings, Optional<DeviceUsers> users) {
    this.settings = settings;
    this.directory = settings.map(Directory::new);
    this.users = users;
  }

  /** Why not; empty if so. May take as long as the directory's timeout. */
  public Optional<Refused> obstacle(Expectation expected) {
    if (directory.isEmpty() || settings.orElseThrow().unchecked().contains(expected.template())) {
      return Optional.empty();
    }
    Optional<Refused> obstacle = ask(expected);
    CRP.log(
        obstacle.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.ERROR,
        "Validation Phase 2 finished with status "
            + (obstacle.isEmpty() ? "True." : "False. ")
            + obstacle.map(refused -> refused.reason() + ": " + refused.detail()).orElse(""));
    return obstacle;
  }

  private Optional<Refused> ask(Expectation expected) {
    Optional<String> group =
        Optional.ofNullable(settings.orElseThrow().groups().get(expected.template()));
    if (group.isEmpty()) {
      return no("no group is set for the template " + expected.template());
    }
    Optional<String> user = users.flatMap(each -> each.userOf(expected.device()));
    if (user.isEmpty()) {
      return no("the device " + expected.device() + " has no user");
    }
    try {
      return directory.orElseThrow().allows(user.get(), group.get())
          ? Optional.empty()
          : no("the directory does not find the user of " + expected.device() + " in the group");
    } catch (Directory.NoAnswerException e) {
      CRP.log(System.Logger.Level.ERROR, "The directory does not answer: " + e.getMessage());
      return Optional.of(
          new Refused(RefusalReason.TemporarilyUnavailable, "the directory does not answer"));
    }
  }

  private static Optional<Refused> no(String detail) {
    return Optional.of(new Refused(RefusalReason.NoRightToTemplate, detail));
  }
}
