package org.healthhut.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Client sockets that speak TLS 1.3 only, check the host's name against its certificate and send
 * small messages at once (TCP_NODELAY: MQTT was measured 5 to 9 times faster with it).
 */
public final class QuickSockets extends SSLSocketFactory {
  private final SSLSocketFactory factory;

  public QuickSockets(SSLContext context) {
    this.factory = context.getSocketFactory();
  }

  private static Socket ready(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    if (socket instanceof SSLSocket secured) {
      secured.setEnabledProtocols(new String[] {MutualTls.PROTOCOL});
      var parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    return socket;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return ready(factory.createSocket());
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    return ready(factory.createSocket(plain, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return ready(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return ready(factory.createSocket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return ready(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return ready(factory.createSocket(address, port, localAddress, localPort));
  }
}
