package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.model.pickle.Callables.Name;
import dev.assay.engine.fact.CallableReference.Reach;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallablesTest {
    private static final int BITS = 14;

    /** As {@code Aa} and {@code BB} have one hash, so has everything that is put together of them. */
    private static List<String> ofOneHash() {
        return IntStream.range(0, 1 << BITS)
                .mapToObj(i -> {
                    StringBuilder name = new StringBuilder();
                    for (int bit = 0; bit < BITS; bit++) {
                        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                    }
                    return name.toString();
                })
                .toList();
    }

    /** A table keeps keys of one hash in their order only if the order tells them apart as equality does. */
    @Test
    void namesOfOneHashHaveAnOrder() {
        List<String> names = ofOneHash();
        assertThat(names.stream().mapToInt(String::hashCode).distinct()).hasSize(1);
        TreeSet<Name> ordered = new TreeSet<>();
        for (String name : names) {
            ordered.add(new Name("m", name, Reach.GLOBAL));
            ordered.add(new Name(name, "n", Reach.GLOBAL));
            ordered.add(new Name("m", name, Reach.INST));
        }
        assertThat(ordered).hasSize(3 * names.size());
        assertThat(new Name("m", "n", Reach.INST)).isEqualByComparingTo(new Name("m", "n", Reach.INST));
    }

    /** Each of them ten times over, as a small file can name them: to be read in the time that any other names take. */
    @Test
    void aPickleOfThemIsReadToItsEnd() {
        StringBuilder pickle = new StringBuilder();
        List<String> names = ofOneHash();
        for (int round = 0; round < 10; round++) {
            names.forEach(name -> pickle.append("cm\n").append(name).append("\n0"));
        }
        pickle.append("N.");
        Decoding read = Decoding.of(pickle.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(read.gaps).isEmpty();
        assertThat(read.names()).hasSize(names.size());
    }
}
