package org.scepter.scep;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;

/** Says when NDES starts and stops, and what its endpoints take that RFC 8894 forbids. */
@ApplicationScoped
public class NdesStart implements StartStep {
  private final PlatformSettings platform;
  private final ScepSettings settings;
  private volatile boolean started;

  NdesStart() {
    this(null, null);
  }

  @Inject
  public NdesStart(PlatformSettings platform, ScepSettings settings) {
    this.platform = platform;
    this.settings = settings;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.NDES)) {
      return;
    }
    for (Endpoint endpoint : settings.endpoints().values()) {
      if (endpoint.dialect().allowMd5Digest() || endpoint.dialect().allowSingleDes()) {
        OperationLog.weakAlgorithms(endpoint.name());
      }
    }
    started = true;
    OperationLog.event(NdesEvent.STARTED);
  }

  @PreDestroy
  void stop() {
    if (started) {
      OperationLog.event(NdesEvent.STOPPED);
    }
  }
}
