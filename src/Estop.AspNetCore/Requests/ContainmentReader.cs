namespace Estop.AspNetCore;

/// <summary>Reads where a worker is to execute.</summary>
internal static class ContainmentReader
{
    public static Containment? Read(string? text, ICollection<FieldError> errors)
    {
        switch (text?.ToLowerInvariant())
        {
            case null:
                return null;
            case "auto":
                return Containment.Auto;
            case "inprocess":
                return Containment.InProcess;
            case "sharedprocess":
                return Containment.SharedProcess;
            case "ownprocess":
                return Containment.OwnProcess;
            default:
                errors.Add(new FieldError(
                    "containment", Excerpt.Of(text), "There is no such containment.",
                    "Use auto, inProcess, sharedProcess or ownProcess."));
                return null;
        }
    }
}
