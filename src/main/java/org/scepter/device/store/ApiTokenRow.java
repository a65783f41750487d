package org.scepter.device.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.scepter.device.people.ApiToken;
import org.scepter.platform.PersonRole;

@Entity
@Table(name = "api_token")
class ApiTokenRow {
  @Id private String name;

  @Column(name = "token_mac")
  private String tokenMac;

  private String roles;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  ApiTokenRow() {}

  ApiToken toApiToken() {
    return new ApiToken(
        name,
        Arrays.stream(roles.split(",", -1)).map(PersonRole::valueOf).collect(Collectors.toSet()),
        createdBy,
        createdAt,
        expiresAt);
  }
}
