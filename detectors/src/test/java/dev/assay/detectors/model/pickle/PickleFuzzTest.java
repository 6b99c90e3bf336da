package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.engine.decode.Head;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PickleFuzzTest {
    static Stream<Arguments> samples() {
        Collection<byte[]> all = Samples.all().values();
        return all.stream().map(Arguments::of);
    }

    @MethodSource("samples")
    @FuzzTest
    void anyBytesEndInFactsGapsOrARefusal(byte[] bytes) {
        Decoding whole = Decoding.of(bytes);
        whole.findings();
        Decoding.ofStream(bytes);
        new PickleMagic().matches(Head.of("x", bytes));
        whole.callables().forEach(callable -> {
            assertThat(callable.arguments().length()).isLessThan(600);
            assertThat(callable.qualified().codePoints()).noneMatch(Character::isISOControl);
        });
    }
}
