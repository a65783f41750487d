package org.scepter.registrationpoint.intune;

import java.util.List;
import org.scepter.registrationpoint.outside.OutsideFaultException;

/** The tenant's revocations over Intune's API. */
record IntuneTenant(IntuneApi api) implements IntuneRevocations.Tenant {
  @Override
  public List<RevocationOrder> orders(int most) throws OutsideFaultException {
    return IntuneMessages.revocations(
        api.post(IntuneApi.Action.DOWNLOAD, IntuneMessages.downloadRevocations(most)));
  }

  @Override
  public boolean tell(List<RevocationResult> results) throws OutsideFaultException {
    return IntuneMessages.isTaken(
        api.post(IntuneApi.Action.UPLOAD, IntuneMessages.uploadResults(results)));
  }
}
