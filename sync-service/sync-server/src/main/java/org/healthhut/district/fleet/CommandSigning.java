package org.healthhut.district.fleet;

import java.util.Optional;
import org.healthhut.wire.CommandSigner;

/**
 * What commands are signed with.
 *
 * @param signer empty on an instance that commands no kiosk
 */
public record CommandSigning(Optional<CommandSigner> signer) {}
