using Iced.Intel;

namespace Estop.Corpus.Works;

/// <summary>Disassembles bytes, and assembles what came out.</summary>
[Work("Iced")]
internal static class DisassemblerWork
{
    public static string Run()
    {
        var code = new byte[6000];
        new Random(42).NextBytes(code);
        var decoder = Decoder.Create(64, code);
        var formatter = new NasmFormatter();
        var output = new StringOutput();
        while (decoder.IP < (ulong)code.Length)
        {
            var instruction = decoder.Decode();
            formatter.Format(instruction, output);
        }

        return Text.Fingerprint(output.ToStringAndReset());
    }
}
