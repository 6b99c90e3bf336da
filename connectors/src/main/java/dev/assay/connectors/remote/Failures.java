package dev.assay.connectors.remote;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What went wrong on the way, in our own words: what a server writes into a status line or a header is not repeated. */
final class Failures {
    private Failures() {}

    /** Whether the same may succeed a moment later. */
    static boolean isTransient(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> false;
            case SSLPeerUnverifiedException unverified -> false;
            case SSLHandshakeException handshake -> false;
            case UnreachableException decided -> false;
            default -> true;
        };
    }

    /** Whether nobody was there to answer, which takes long to find out each time and seldom passes in a moment. */
    static boolean isUnanswered(IOException e) {
        return e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof SocketTimeoutException;
    }

    static UnreachableException of(IOException e, String host, Duration silence) {
        String reason = switch (e) {
            case UnreachableException decided -> decided.getMessage();
            case AskAgainException again -> again.getMessage();
            case MalformedException malformed -> host + " sends what is no answer: " + malformed.getMessage();
            case GuardedDns.PrivateAddressException refused -> refused.getMessage();
            case UnknownHostException unknown -> "no address is known for " + host;
            case SSLPeerUnverifiedException other -> "the certificate of " + host + " is for another host";
            case SSLHandshakeException handshake ->
                "no trusted TLS connection to " + host + ": its certificate or its TLS is refused";
            case SSLException broken -> "the TLS connection to " + host + " broke";
            case ConnectException refused -> host + " does not accept the connection";
            case NoRouteToHostException none -> "there is no way to " + host;
            case SocketTimeoutException late -> host + " said nothing for " + silence.toSeconds() + " s";
            case ProtocolException broken -> host + " breaks the rules of HTTP";
            default -> "the connection to " + host + " broke";
        };
        return new UnreachableException(String.valueOf(reason), e);
    }

    /** A status that gives no content. */
    static UnreachableException ofStatus(int status, String host) {
        String meaning = switch (status) {
            case 400 -> "does not understand the request";
            case 401 -> "asks for a login";
            case 403 -> "forbids it";
            case 404 -> "has nothing there";
            case 407 -> "cannot be reached: the proxy asks for a login";
            case 410 -> "has nothing there any more";
            case 416 -> "refuses the range that was asked for";
            case 429 -> "wants fewer requests";
            default -> status >= 500 ? "has a problem of its own" : "gives no content";
        };
        return new UnreachableException(host + " " + meaning + " (HTTP " + status + ")");
    }
}
