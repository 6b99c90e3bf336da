package dev.assay.detectors.crypto.setup;

import dev.assay.engine.fact.CryptoUse;
import java.util.Map;

/**
 * A value to be read, and where what it says goes.
 *
 * @param source whose directive it is
 * @param via its name as it is written
 * @param protocol what it sets up
 * @param block what is around it
 */
record Given(String source, String via, String protocol, Block block, Span value, String argument, Uses uses) {
    void protocol(Map<String, String> parameters, Span at) {
        uses.add(CryptoUse.Kind.PROTOCOL, protocol, "protocol", parameters, this, at);
    }

    void algorithm(String algorithm, String purpose, Map<String, String> parameters, Span at) {
        uses.add(CryptoUse.Kind.ALGORITHM, algorithm, purpose, parameters, this, at);
    }

    Given with(String newVia, Span newValue, String newArgument) {
        return new Given(source, newVia, protocol, block, newValue, newArgument, uses);
    }

    /** The two words of an argument: what is before the first space, and what is behind. */
    String argumentHead() {
        int space = argument.indexOf(' ');
        return space < 0 ? argument : argument.substring(0, space);
    }

    String argumentTail() {
        int space = argument.indexOf(' ');
        return space < 0 ? "" : argument.substring(space + 1);
    }
}
