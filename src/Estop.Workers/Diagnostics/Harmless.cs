namespace Estop.Workers;

/// <summary>
/// Calls whoever listens to the supervisor: logs, metrics, activities. What they throw is nobody's to catch there, and would cost a stop, a
/// start or a restart.
/// </summary>
internal static class Harmless
{
    public static void Run(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    public static T? Get<T>(Func<T?> ask)
    {
        T? answer = default;
        Run(() => answer = ask());
        return answer;
    }
}
