using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated;

/// <summary>Tells which loops may be executed in cleanup or a handler, where a stop waits until its budget is spent.</summary>
internal static class Shelter
{
    public static bool IsSheltered(GeneratedProgram program, int loop)
    {
        var sheltered = new HashSet<int>();
        foreach (var method in program.Methods.Reverse())
        {
            if (Visit(method.Body, sheltered.Contains(method.Index)))
            {
                return true;
            }
        }

        return false;

        bool Visit(Block block, bool isSheltered)
        {
            foreach (var statement in block.Statements)
            {
                if (statement is Call call && isSheltered)
                {
                    sheltered.Add(call.Method);
                }

                if (statement is Loop found && found.Id == loop)
                {
                    return isSheltered;
                }

                var index = 0;
                foreach (var inner in statement.Blocks)
                {
                    if (Visit(inner, isSheltered || (statement is Try && index > 0)))
                    {
                        return true;
                    }

                    index++;
                }
            }

            return false;
        }
    }
}
