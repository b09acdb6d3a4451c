using System.Security.Cryptography;

namespace Estop.Weaving.Files;

/// <summary>Compares an assembly's strong name with a key pair.</summary>
internal static class StrongNames
{
    /// <summary>The part of a public key that comes before the modulus: three headers and the exponent.</summary>
    private const int ModulusOffset = 32;

    /// <summary>Whether the public key is that of the key pair. A key of any other form is not.</summary>
    public static bool IsOf(ReadOnlySpan<byte> publicKey, byte[] keyPair)
    {
        if (publicKey.Length <= ModulusOffset)
        {
            return false;
        }

        using var rsa = new RSACryptoServiceProvider();
        try
        {
            rsa.ImportCspBlob(keyPair);
        }
        catch (CryptographicException)
        {
            return false;
        }

        // In the blob the modulus stands with its least byte first.
        var modulus = rsa.ExportParameters(includePrivateParameters: false).Modulus!;
        Array.Reverse(modulus);
        return publicKey[ModulusOffset..].SequenceEqual(modulus);
    }
}
