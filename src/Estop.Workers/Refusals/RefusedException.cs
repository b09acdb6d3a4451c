namespace Estop.Workers;

/// <summary>The supervisor refused a request, and has done nothing of it.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="message">What was refused, in a sentence.</param>
    /// <param name="errors">Each thing that is wrong.</param>
    public RefusedException(Refusal refusal, string message, IReadOnlyList<FieldError> errors)
        : base(message)
    {
        Refusal = refusal;
        Errors = errors;
    }

    /// <summary>Why.</summary>
    public Refusal Refusal { get; }

    /// <summary>Each thing that is wrong, with its field, its value and the way out.</summary>
    public IReadOnlyList<FieldError> Errors { get; }
}
