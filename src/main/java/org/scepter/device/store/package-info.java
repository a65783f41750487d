/** The tables of devices, collections, deployments and API tokens. */
package org.scepter.device.store;
