package org.healthhut.simulator.broker;

import java.security.Principal;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;

/**
 * Who may touch which topic, by the common name of the client's certificate: the district
 * everything, a kiosk its own topics and no other's.
 *
 * <p>Artemis shows an MQTT topic with dots for slashes, and a subscription as {@code
 * address::queue} or under the queue's own name.
 */
final class KioskTopics implements ActiveMQSecurityManager5 {
  private static final String COMMON_NAME = "CN=";

  @Override
  public @Nullable Subject authenticate(
      String user, String password, RemotingConnection connection, String securityDomain) {
    var certificates = CertificateUtil.getCertsFromConnection(connection);
    if (certificates == null || certificates.length == 0) {
      return null;
    }
    var subject = new Subject();
    subject
        .getPrincipals()
        .add(new UserPrincipal(commonName(certificates[0].getSubjectX500Principal().getName())));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType checkType, String address) {
    return subject.getPrincipals().stream()
        .map(Principal::getName)
        .anyMatch(name -> name.equals(Enrolment.DISTRICT) || ownsAddress(name, address));
  }

  private static boolean ownsAddress(String name, String address) {
    return KioskId.valid(name)
        && address.startsWith("hut.v1." + name + ".")
        && address.indexOf('*') < 0
        && address.indexOf('#') < 0;
  }

  private static String commonName(String distinguishedName) {
    return distinguishedName.startsWith(COMMON_NAME)
        ? distinguishedName.substring(COMMON_NAME.length())
        : "";
  }

  @Override
  public boolean validateUser(String user, String password) {
    return false;
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }
}
