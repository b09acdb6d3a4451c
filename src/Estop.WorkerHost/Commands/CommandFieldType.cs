namespace Estop.WorkerHost;

/// <summary>What a field of a command's input is in JSON.</summary>
public enum CommandFieldType
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>, which is also how it is written in an argument.</summary>
    Boolean,
}
