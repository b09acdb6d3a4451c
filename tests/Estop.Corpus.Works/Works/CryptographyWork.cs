using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Estop.Corpus.Works;

/// <summary>Encrypts, decrypts, hashes and calculates with large numbers.</summary>
[Work("BouncyCastle.Cryptography")]
internal static class CryptographyWork
{
    public static string Run()
    {
        var plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(Text.Sentence)));
        var sealedText = Transform(plain, encrypt: true);
        var opened = Transform(sealedText, encrypt: false);
        var digest = new Blake2bDigest(256);
        digest.BlockUpdate(opened, 0, opened.Length);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        var power = BigInteger.ValueOf(65537).ModPow(new BigInteger(1, hash), BigInteger.Two.Pow(521).Subtract(BigInteger.One));
        return Text.Fingerprint(sealedText) + power;
    }

    private static byte[] Transform(byte[] input, bool encrypt)
    {
        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(new byte[32]), 128, new byte[12]));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        var written = cipher.ProcessBytes(input, 0, input.Length, output, 0);
        written += cipher.DoFinal(output, written);
        return output[..written];
    }
}
