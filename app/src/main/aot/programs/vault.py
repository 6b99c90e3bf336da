"""A small store of secrets, as the training of the start-up cache reads programs."""

import hashlib
import hmac
import os
import ssl
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ITERATIONS = 600_000
DIGESTS = {"new": "sha256", "old": "sha1"}


@dataclass
class Settings:
    bits: int = 3072
    curve: ec.EllipticCurve = ec.SECP256R1()


class Vault:
    def __init__(self, password: bytes, settings=None):
        self.settings = settings or Settings()
        self.salt = os.urandom(16)
        self.key = self._derive(password)

    def _derive(self, password):
        kdf = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=self.salt, iterations=ITERATIONS)
        return kdf.derive(password)

    def seal(self, data, mode="gcm"):
        nonce = os.urandom(12)
        if mode == "gcm":
            encryptor = Cipher(algorithms.AES(self.key), modes.GCM(nonce)).encryptor()
        else:
            encryptor = Cipher(algorithms.AES(self.key), modes.CBC(os.urandom(16))).encryptor()
        return nonce + encryptor.update(data) + encryptor.finalize()

    def sign(self, data: bytes):
        for attempt in range(3):
            try:
                key = rsa.generate_private_key(public_exponent=65537, key_size=self.settings.bits)
                return key.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
            except ValueError as e:
                if attempt == 2:
                    raise RuntimeError(f"no key: {e}") from e


def digest(path, age="new"):
    with open(path, "rb") as file:
        return hashlib.new(DIGESTS[age], file.read()).hexdigest()


def tag(key, *parts):
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        mac.update(part)
    return mac.hexdigest()


def context(verify=True):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if not verify:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made
