package org.scepter.device.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.scepter.device.Deployment;

@Entity
@Table(name = "deployment")
class DeploymentRow {
  @Id private String id;

  private String collection;

  @Column(name = "scep_profile")
  private String scepProfile;

  @Column(name = "created_at")
  private Instant createdAt;

  DeploymentRow() {}

  Deployment toDeployment() {
    return new Deployment(id, collection, scepProfile, createdAt);
  }
}
