package org.scepter.issuing.template;

import java.util.List;
import org.scepter.platform.Caller;
import org.scepter.platform.PersonRole;

/**
 * Who may read a template and so name it in a profile: {@code role:administrator}, {@code
 * user:eve}, {@code *} for all who may make profiles.
 */
public record Readers(List<String> who) {
  public static final Readers NOBODY = new Readers(List.of());
  public static final Readers ADMINISTRATORS = new Readers(List.of("role:administrator"));

  static final String PATTERN =
      "\\*|role:(administrator|operator|auditor)|user:[^\\p{Cntrl}\\s]{1,128}";

  public Readers {
    who = List.copyOf(who);
  }

  public boolean include(Caller caller) {
    return who.contains("*")
        || who.contains("user:" + caller.name())
        || caller.roles().stream()
            .map(PersonRole::realmName)
            .anyMatch(r -> who.contains("role:" + r));
  }
}
