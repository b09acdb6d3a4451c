namespace Estop.Weaving.Files;

/// <summary>The key pair that an assembly is signed with.</summary>
internal static class StrongNameKey
{
    /// <summary>The first byte of a private key blob; a file with a public key alone starts otherwise.</summary>
    private const byte PrivateKeyBlob = 7;

    public static byte[] Read(string path)
    {
        byte[] key;
        try
        {
            key = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeavingException($"The key file '{path}' cannot be read: {error.Message}", error);
        }

        return key is [PrivateKeyBlob, ..]
            ? key
            : throw new WeavingException(
                $"The key file '{path}' holds no private key, so that nothing can be signed with it. Give none for an "
                + "assembly that is public-signed.");
    }
}
