"""Makes the Zabbix templates: from the MIB, content.py and problems.py to Zabbix's export files."""
