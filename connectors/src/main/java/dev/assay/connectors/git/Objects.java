package dev.assay.connectors.git;

import java.io.IOException;

/** Objects by their names. */
interface Objects {
    ObjectFormat format();

    /** @throws IOException with a reason for people, also if it is not there */
    GitObject read(String id) throws IOException;
}
