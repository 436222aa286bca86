package io.kikkake.server.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Encrypts connections, at the library's wish (STARTTLS) or at ours, and tells each by what it is now written to. */
final class Encryption extends SSLSocketFactory {

    private final SSLSocketFactory factory;

    Encryption(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** TLS from the first byte, with a server that proves its name. */
    Socket encrypt(HeldSocket plain, String host, int port) throws IOException {
        var encrypted = (SSLSocket) createSocket(plain, host, port, true);
        var parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        Socket encrypted = factory.createSocket(plain, host, port, autoClose);
        if (plain instanceof HeldSocket held) {
            held.encryptedBy(encrypted);
        }
        return encrypted;
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
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return factory.createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return factory.createSocket(host, port, from, fromPort);
    }
}
