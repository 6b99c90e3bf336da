/** What all connectors over the network share: one client, range reading, credentials, the guard of addresses. */
@NullMarked
package dev.assay.connectors.remote;

import org.jspecify.annotations.NullMarked;
