namespace Estop.Weaving.MSBuild;

/// <summary>Which files are woven already.</summary>
internal static class WovenFiles
{
    /// <summary>What cannot be read is not woven: whoever needs the file says what is wrong with it.</summary>
    public static bool IsWoven(string path)
    {
        try
        {
            return AssemblyWeaver.IsWoven(path);
        }
        catch (WeavingException)
        {
            return false;
        }
    }
}
