package dev.assay.connectors.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.BudgetExceededException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFilesTest {
    /** Else a server that sends a bomb could send it once for each file. */
    @Test
    void whatFailedIsNotFetchedAgain() {
        for (Exception failure :
                new Exception[] {new IOException("broken"), BudgetExceededException.limit("expands to too much")}) {
            AtomicInteger fetched = new AtomicInteger();
            SharedFiles files = new SharedFiles(() -> {
                fetched.incrementAndGet();
                if (failure instanceof BudgetExceededException limit) {
                    throw limit;
                }
                throw (IOException) failure;
            });
            files.use();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(files::files).isSameAs(failure);
            }
            assertThat(fetched).hasValue(1);
        }
    }
}
