/**
 * AD CS behind this CA, through its Certificate Enrolment Web Service: MS-WSTEP over HTTPS, SOAP
 * 1.2.
 */
package org.scepter.issuing.elsewhere.wstep;
