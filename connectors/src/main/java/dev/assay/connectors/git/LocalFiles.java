package dev.assay.connectors.git;

import dev.assay.connectors.remote.LfsPointer;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;

/** The objects of a repository on this machine, one thread at a time. */
final class LocalFiles implements GitFiles {
    private final Repository repository;

    LocalFiles(Repository repository) {
        this.repository = repository;
    }

    @Override
    public ObjectFormat format() {
        return repository.objects().format();
    }

    @Override
    public synchronized GitObject read(String id) throws IOException {
        return repository.objects().read(id);
    }

    @Override
    public ByteSource source(String id, Budget budget) throws IOException {
        byte[] data;
        try {
            data = read(id).data();
        } catch (TooLargeException e) {
            throw new UnsupportedException(
                    0,
                    "a file of more than " + ObjectStore.MOST_BYTES + " bytes, which is not read out of git's store");
        }
        LfsPointer.refuse(data);
        return new HeldBytes(data, budget);
    }

    @Override
    public synchronized void close() throws IOException {
        repository.close();
    }
}
