package org.scepter.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a format can say of a device or its user, by the names that Intune and ConfigMgr give it.
 * {@link #text()} is the name under which a device has the attribute.
 */
public enum DeviceVariable {
  DEVICE_NAME(true, "DeviceName"),
  DEVICE_ID(true, "DeviceId"),
  ENTRA_DEVICE_ID(true, "AAD_Device_ID", "AzureADDeviceId"),
  SERIAL_NUMBER(true, "SerialNumber", "SERIALNUMBER", "Device_Serial"),
  IMEI(true, "IMEI", "IMEINumber", "Device_IMEI"),
  MEID(true, "MEID"),
  WIFI_MAC_ADDRESS(true, "WiFiMacAddress", "WiFiMAC"),
  ETHERNET_MAC_ADDRESS(true, "EthernetMacAddress", "EthernetMAC"),
  FULLY_QUALIFIED_DOMAIN_NAME(true, "FullyQualifiedDomainName"),
  USER_NAME(true, "UserName"),
  USER_PRINCIPAL_NAME(true, "UserPrincipalName"),
  EMAIL_ADDRESS(true, "EmailAddress"),
  SAM_ACCOUNT_NAME(true, "OnPremisesSamAccountName"),
  SECURITY_IDENTIFIER(true, "OnPremisesSecurityIdentifier"),
  IP_ADDRESS(false, "IPAddress"),
  DEVICE_TYPE(false, "DeviceType"),
  OS_NAME(false, "OSName");

  private final boolean unique;

  // Made by List.of, so it never changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  DeviceVariable(boolean unique, String... names) {
    this.unique = unique;
    this.names = List.of(names);
  }

  /** Whether no other device or user has the same. */
  boolean isUnique() {
    return unique;
  }

  /** The attribute's name. */
  public String text() {
    return names.get(0);
  }

  /** The variable with this attribute name; the other spellings are for formats alone. */
  public static Optional<DeviceVariable> attribute(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  static Optional<DeviceVariable> find(String name) {
    return Arrays.stream(values()).filter(one -> one.names.contains(name)).findFirst();
  }

  /** All attribute names, for messages. */
  public static String known() {
    return Arrays.stream(values()).map(DeviceVariable::text).collect(Collectors.joining(", "));
  }
}
