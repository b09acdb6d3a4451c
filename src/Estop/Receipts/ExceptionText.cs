namespace Estop;

/// <summary>What an exception says, in receipts and errors.</summary>
internal static class ExceptionText
{
    /// <summary>
    /// Its message. That is code of whoever wrote the exception, and may throw; never to be called under a lock.
    /// </summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception failure)
        {
            return $"its message could not be read, since that threw {failure.GetType().FullName}";
        }
    }

    /// <summary>Its type and its message.</summary>
    public static string Of(Exception exception) => $"{exception.GetType().FullName}: {MessageOf(exception)}";
}
